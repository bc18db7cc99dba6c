"""A finished document in → a PDF file out. The only home of ReportLab."""

from epaper.write.pdf.document import pdf_bytes, write_pdf

__all__ = ["pdf_bytes", "write_pdf"]
