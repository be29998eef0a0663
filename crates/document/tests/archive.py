"""PDF/A and PDF/UA as another implementation judges them: one line for each file and rule book."""

import sys

import pdf_oxide

for path in sys.argv[1:]:
    document = pdf_oxide.PdfDocument(path)
    # Level 2 forbids the attached message: the checker must say so, or it does not look.
    for level in ("3b", "3a", "2b"):
        said = document.validate_pdf_a(level)
        print(level, "valid" if said["valid"] else "refused", "; ".join(said["errors"]))
    said = document.validate_pdf_ua()
    print("ua", "valid" if said["valid"] else "refused", "; ".join(said["errors"]))
