"""An office's own lists: from a CSV or Excel file to what can be entered in the register. Pure."""
