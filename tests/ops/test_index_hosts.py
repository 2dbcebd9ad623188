"""A town may have a mirror: a file that names a package index would lead past it."""

from officine.ops import index_hosts


def test_no_file_of_the_project_names_the_host_of_a_package_index():
    assert index_hosts.named() == []
