from tests.register.conftest import queries

__all__ = ["queries"]
