"""How static files are served: under names that change with what they hold."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage as Base


class HashedFiles(Base):
    """Our modules import one another by those names too: no page mixes old scripts with new ones.

    Not those of libraries, which name files that they do not bring.
    """

    patterns = (*Base.patterns, ("src/*.js", Base._js_module_import_aggregation_patterns[1]))
