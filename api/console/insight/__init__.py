"""Insight: what people ask, in vain or not, and how their tickets are kept; drawn, as tables, and for spreadsheets."""
