"""What can go wrong, told to the outside as RFC 9457 problem details: one table from errors to words."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from api import phrases
from api.access import NotYours, TokenMissing
from api.limits import TooManyRequests
from api.policy import NoSuchClause
from api.schemas import FieldProblem, Problem
from api.streams import TooManyStreams
from desk.desk import OtherMessageUnderSameKey
from desk.journal import NoSuchQuestion
from desk.message import EmptyText, TooLongText
from desk.wish import ConsentMissing
from tickets.opening import OtherWishUnderSameKey
from tickets.steps import NoSuchTicket
