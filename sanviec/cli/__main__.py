"""``python -m sanviec.cli`` is the ``sanviec`` command."""

from . import main

main()
