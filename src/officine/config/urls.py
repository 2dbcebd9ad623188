"""Every address of the site, and which part of the house answers it."""

urlpatterns: list[object] = []
