"""Short tokens and signed requests. Every request is signed by the device over a token that the server made.

A token says nothing but whom it was made for and when; it is authenticated by the team's secret, so no server process
has to remember it. After RFC 9421, whose general form is more than two ends that know each other need.
"""

import base64
import binascii
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pi_desktop.server.errors import KeyUnfit, SignatureWrong, TokenExpired

LIFETIME = timedelta(minutes=15)


def make_token(secret: str, team_id: str, device_id: str, now: datetime) -> str:
    issued = int(now.timestamp())
    return f"{team_id}.{issued}.{_seal(secret, team_id, device_id, issued)}"


def team_of(token: str) -> str:
    """The team that a token names; nothing is proven by that."""
    return token.partition(".")[0]


def check_token(secret: str, team_id: str, device_id: str, token: str, now: datetime) -> None:
    """Raises TokenExpired unless this server made the token for this device in the last fifteen minutes."""
    _, _, rest = token.partition(".")
    stamp, _, seal = rest.partition(".")
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= 12):
        raise TokenExpired
    if not hmac.compare_digest(_seal(secret, team_id, device_id, int(stamp)).encode(), seal.encode()):
        raise TokenExpired
    age = now - datetime.fromtimestamp(int(stamp), UTC)
    # Two server processes may differ by a moment.
    if not -timedelta(minutes=1) <= age <= LIFETIME:
        raise TokenExpired


def _seal(secret: str, team_id: str, device_id: str, issued: int) -> str:
    message = f"{team_id}.{device_id}.{issued}".encode()
    return hmac.new(bytes.fromhex(secret), message, hashlib.sha256).hexdigest()


def signed_text(method: str, path: str, body: bytes, token: str) -> bytes:
    """What a device signs; `body` is as it was sent, compressed or not."""
    return f"{method}\n{path}\n{hashlib.sha256(body).hexdigest()}\n{token}".encode()


def check_signature(public_key: str, signature: str, text: bytes) -> None:
    """Raises SignatureWrong unless the owner of the key signed the text."""
    try:
        read_public_key(public_key).verify(base64.b64decode(signature, validate=True), text)
    except (InvalidSignature, binascii.Error, ValueError) as fault:
        raise SignatureWrong from fault


def read_public_key(sent: str) -> Ed25519PublicKey:
    """An Ed25519 public key from the base64 of its 32 bytes. Raises KeyUnfit."""
    try:
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(sent, validate=True))
    except (binascii.Error, ValueError) as fault:
        raise KeyUnfit from fault
