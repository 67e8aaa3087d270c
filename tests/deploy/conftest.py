"""The application, as tests of the edges have it."""

from tests.api.conftest import app, app_with, client_of, routes, templates

__all__ = ["app", "app_with", "client_of", "routes", "templates"]
