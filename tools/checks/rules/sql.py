# ruleid: no-sql-put-together
await session.execute(text(f"SELECT * FROM tickets WHERE number = '{number}'"))
# ruleid: no-sql-put-together
await session.execute(text("SELECT * FROM tickets WHERE number = '%s'" % number))
# ruleid: no-sql-put-together
await session.execute(text("SELECT * FROM tickets ORDER BY {}".format(column)))
# ruleid: no-sql-put-together
connection.exec_driver_sql("DROP TABLE " + name)
# ruleid: no-sql-put-together
cursor.execute(f"PRAGMA {pragma}")
# ok: no-sql-put-together
await session.execute(text("SELECT * FROM tickets WHERE number = :number"), {"number": number})
# ok: no-sql-put-together
connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
# ok: no-sql-put-together
await session.execute(select(Ticket).where(Ticket.number == number))
