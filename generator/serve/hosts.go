package serve

import (
	"net"
	"slices"
	"strings"
)

// LAN are the names under which this machine can be reached from its local
// network, for Options.Hosts: first the addresses, private ones before others,
// then its name, alone and as announced by multicast DNS (RFC 6762).
func LAN(hostname string) (addresses []net.IP, names []string) {
	ifaces, err := net.Interfaces()
	if err != nil {
		return nil, nil
	}
	for _, i := range ifaces {
		if i.Flags&net.FlagUp == 0 || i.Flags&(net.FlagLoopback|net.FlagPointToPoint) != 0 {
			continue
		}
		addrs, _ := i.Addrs()
		for _, a := range addrs {
			if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && !n.IP.IsLinkLocalUnicast() {
				addresses = append(addresses, n.IP.To4())
			}
		}
	}
	slices.SortStableFunc(addresses, func(a, b net.IP) int { return rank(a) - rank(b) })
	for _, a := range addresses {
		names = append(names, a.String())
	}
	if hostname = strings.ToLower(strings.TrimSuffix(hostname, ".")); hostname != "" {
		names = append(names, hostname)
		if short, _, _ := strings.Cut(hostname, "."); short != "" {
			names = append(names, short+".local")
		}
	}
	return addresses, names
}

// rank puts home networks first, and what containers use last.
func rank(ip net.IP) int {
	switch {
	case ip[0] == 192 && ip[1] == 168:
		return 0
	case ip[0] == 10:
		return 1
	case ip.IsPrivate():
		return 2
	}
	return 3
}
