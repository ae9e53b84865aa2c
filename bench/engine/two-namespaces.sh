# Sourced by benches: two namespaces on a bridge in a third, MTU 1500, which end with the script.
# Sets SENDER, RECEIVER and ADDRESS (of RECEIVER); overlay puts a VXLAN tunnel between the two.

readonly MARK=lr-bench-$$
readonly SENDER=$MARK-a RECEIVER=$MARK-b BRIDGE=$MARK-br
ADDRESS=10.77.0.2

# give_up MESSAGE: this machine lacks something (exit code 3).
give_up() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit 3
}

# need PROGRAM...: and root
need() {
  local program
  ((EUID == 0)) || give_up 'namespaces need root: run it with sudo'
  for program in ip "$@"; do
    type -P "$program" >/dev/null || give_up "$program is not installed"
  done
  [[ -d engine/target/classes ]] || give_up 'linerate is not built: run ./linerate --version'
}

remove_namespaces() {
  local namespace
  for namespace in "$SENDER" "$RECEIVER" "$BRIDGE"; do
    ip netns del "$namespace" 2>/dev/null || true
  done
}

# seat NAMESPACE ADDRESS PORT: a namespace with an address, plugged into the bridge
seat() {
  ip netns add "$1"
  ip -n "$BRIDGE" link add "$3" type veth peer name eth0 netns "$1"
  ip -n "$BRIDGE" link set "$3" master br0 up
  ip -n "$1" address add "$2/24" dev eth0
  ip -n "$1" link set eth0 up
  ip -n "$1" link set lo up
}

make_namespaces() {
  trap remove_namespaces EXIT
  ip netns add "$BRIDGE"
  ip -n "$BRIDGE" link add br0 type bridge
  ip -n "$BRIDGE" link set br0 up
  seat "$SENDER" 10.77.0.1 p0
  seat "$RECEIVER" 10.77.0.2 p1
}

# tunnel NAMESPACE OWN OTHER: its end of the overlay
tunnel() {
  ip -n "$1" link add vx0 type vxlan id 42 local "10.77.0.$2" remote "10.77.0.$3" dstport 4789 dev eth0
  ip -n "$1" address add "10.78.0.$2/24" dev vx0
  ip -n "$1" link set vx0 up
}

overlay() {
  tunnel "$SENDER" 1 2
  tunnel "$RECEIVER" 2 1
  ADDRESS=10.78.0.2
}
