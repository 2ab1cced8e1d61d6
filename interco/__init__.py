"""interco: the general direction of a French intercommunality, its weeks and its strategy."""

__version__ = "0.1.0"
