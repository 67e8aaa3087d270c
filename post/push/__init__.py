"""Web Push: «Есть новое» in the browsers of staff, over the servers of the browsers' makers (decision 0028)."""
