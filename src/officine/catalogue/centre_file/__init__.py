"""A centre as a file: written, read, and brought into an installation. Lossless both ways."""

from officine.catalogue.centre_file.importing import import_centre
from officine.catalogue.centre_file.reading import CentreFile, read_centre
from officine.catalogue.centre_file.report import ImportReport
from officine.catalogue.centre_file.words import BadCentreFile
from officine.catalogue.centre_file.writing import export_centre

__all__ = ["BadCentreFile", "CentreFile", "ImportReport", "export_centre", "import_centre", "read_centre"]
