"""Scans: a picture of a page becomes the same grids and lines that every other reader hands over.

OpenCV and onnxruntime are the extra ``ocr``; nothing here is imported before a page needs it.
"""
