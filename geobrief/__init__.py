"""Articles in, a cited map out."""

__all__: list[str] = []
