# ruleid: no-markup-by-hand
page = Markup(text)
# ruleid: no-markup-by-hand
page = Markup(f"<b>{text}</b>")
# ruleid: no-markup-by-hand
page = HTMLResponse(f"<b>{text}</b>")
# ok: no-markup-by-hand
page = templates.TemplateResponse("page.html", {"text": text})
# ok: no-markup-by-hand
line = Markup("<br>")
# ruleid: no-escaping-left-out
pages = Environment(loader=loader)
# ruleid: no-escaping-left-out
pages = jinja2.Environment(loader=loader, autoescape=False)
# ok: no-escaping-left-out
pages = Environment(loader=loader, autoescape=True)
