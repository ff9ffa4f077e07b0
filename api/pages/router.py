"""Every page hangs on this router; `api.app` includes it."""

from fastapi import APIRouter

router = APIRouter()
