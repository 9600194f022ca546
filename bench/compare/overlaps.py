"""All overlapping pairs among the CIDRs of a file, with ipaddress, by sorting and one sweep. Prints pairs and seconds."""
import ipaddress
import sys
import time

start = time.perf_counter()
with open(sys.argv[1], encoding="utf-8") as lines:
    networks = sorted(ipaddress.ip_network(line.strip()) for line in lines)
pairs = 0
stack = []
for network in networks:
    while stack and stack[-1].broadcast_address < network.network_address:
        stack.pop()
    pairs += len(stack)
    stack.append(network)
print(pairs, time.perf_counter() - start)
