"""Forms that more than one audience uses: they validate shape, services validate meaning."""
