"""A small stand-in for a host of the portable contract, for the tests of the examples.

It reads faas.yaml, starts each function under the real functions-framework with the addresses of its declared edges
and nothing else, and delivers what is sent to the functions that ask for it.
"""

from .host import Host

__all__ = ["Host"]
