"""Text messages: gateways, templates and the counting of fragments."""
