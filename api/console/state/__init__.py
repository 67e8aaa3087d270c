"""«Состояние»: whether all is well, for leads and admins who have no Grafana.

What is shown is what /readyz, /metrics and `punkt doctor` go by; it is put into words here and decided nowhere.
"""
