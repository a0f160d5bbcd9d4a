"""The offices' tests look at the same register as the pages' tests."""

from tests.site.conftest import _fixed_day, register, told

__all__ = ["_fixed_day", "register", "told"]
