"""The public API: what programs and the widget ask for, a person's word or step each."""
