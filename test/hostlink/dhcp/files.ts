/** dhcpd.conf as people write them, for tests: what each of them holds is known. */

/** Nested groups, two subnets, pools, classes, a type with braces, braces in strings, hosts on one line, comments. */
export const grownFile = `# dhcpd.conf of hv-04
authoritative;
option domain-name "lan.example"; # not a { block
option space zb;
option zb.pair code 1 = { ip-address, text };
default-lease-time 600;
log-facility local7;

class "phones" {
    match if substring (option vendor-class-identifier, 0, 4) = "SIP{";
}
subclass "phones" 1:02:08:20:00:00:01;

subnet 10.1.0.0 netmask 255.255.255.0 {
  range 10.1.0.100 10.1.0.149;
  range dynamic-bootp 10.1.0.160 10.1.0.169;
  option routers 10.1.0.1;
  option domain-name-servers 9.9.9.9, 149.112.112.112;
  pool {
    allow members of "phones";
    range 10.1.0.200;
  }
}
#subnet 10.9.0.0 netmask 255.255.255.0 {
#  range 10.9.0.10 10.9.0.20;
#}
shared-network upstairs {
  subnet 10.2.0.0 netmask 255.255.254.0 { option routers 10.2.0.1; }
  subnet 10.3.0.0 netmask 255.255.255.0 { }
  pool { range 10.2.1.10 10.2.1.20; }
}
group {
  next-server 10.1.0.2;
  option host-name "}{";
  group { host deep { hardware ethernet 2:8:20:a:b:c; fixed-address 10.1.0.9, deep.lan.example; } }
  host one { hardware ethernet 02:08:20:00:00:11; fixed-address 10.1.0.11; } host two { hardware ethernet 02:08:20:00:00:12; fixed-address 10.1.0.12; }
}
#host ghost { hardware ethernet 02:08:20:00:00:99; fixed-address 10.1.0.99; }
host printer {
	hardware ethernet 02:08:20:00:00:13 ;
	fixed-address 10.1.0.13;
	if option host-name = "x" { filename "a;b"; } else { filename "c"; }
}
host by-id { option dhcp-client-identifier "x"; }
`;

/** What dhcpd resolves when it reads a file: nothing may, where there is no name server. */
export const withoutNames = (text: string): string => text.replace(', deep.lan.example', '');
