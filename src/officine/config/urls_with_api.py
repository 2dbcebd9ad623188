"""The addresses of the pages and of the API, for requests to the API: docs/decisions/quick-start.md."""

from django.urls import include, path

from officine.config import urls
from officine.config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("api/", include("officine.api.urls")), *urls.urlpatterns]
