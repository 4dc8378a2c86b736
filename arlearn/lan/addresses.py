"""The addresses and names under which this machine is reached on its local network."""

import ipaddress
import re
import socket
from collections.abc import Iterable

import ifaddr

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PRIVATE: list[Network] = [
    ipaddress.ip_network(network)
    for network in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "127.0.0.0/8",
        "100.64.0.0/10",
        "fc00::/7",
        "fe80::/10",
        "::1/128",
    )
]
"""Networks that no router of the public internet forwards to (RFC 1918, 3927, 4193, 4291, 6598) and this machine."""
DOMAINS = ("local", "localhost", "lan", "home.arpa", "internal")
"""Domains that are only ever resolved locally (RFC 6761, 6762, 8375; ICANN's reservation of .internal)."""


def within(address: Address, networks: Iterable[Network]) -> bool:
    return any(address.version == network.version and address in network for network in networks)


def local_addresses() -> list[Address]:
    """This machine's addresses for others, best first: that of the route outwards, then other IPv4, then IPv6."""
    found: list[Address] = []
    for adapter in ifaddr.get_adapters():
        for entry in adapter.ips:
            text = entry.ip if isinstance(entry.ip, str) else entry.ip[0]
            address = ipaddress.ip_address(text.split("%")[0])
            if not (address.is_loopback or address.is_link_local or address in found):
                found.append(address)
    main = outward()
    return sorted(found, key=lambda address: (address != main, address.version, not within(address, PRIVATE)))


def outward() -> Address | None:
    """The address from which this machine would reach a neighbour. Connecting UDP looks up the route, sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.254.254.254", 9))
        except OSError:
            return None
        return ipaddress.ip_address(probe.getsockname()[0])


def local_names(hostname: str) -> list[str]:
    """The DNS names for the server: ours, and the machine's own in the domains of local networks."""
    names = ["arlearn.local", "localhost"]
    label = hostname.lower().split(".")[0]
    if re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", label) and label not in ("localhost", "arlearn"):
        names += [f"{label}.local", f"{label}.lan"]
    return names
