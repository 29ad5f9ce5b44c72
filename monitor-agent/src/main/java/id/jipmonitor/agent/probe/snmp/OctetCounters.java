package id.jipmonitor.agent.probe.snmp;

/**
 * The octet counters of one interface at one reading.
 *
 * @param wide whether they are 64-bit (ifHCInOctets), else 32-bit (ifInOctets); RFC 2863 section 3.1.6
 * @param discontinuity ifCounterDiscontinuityTime, or 0 where the device has none
 * @param speedBitsPerSecond as the device claims, 0 where it claims nothing
 */
record OctetCounters(boolean wide, long in, long out, long discontinuity, long speedBitsPerSecond) {}
