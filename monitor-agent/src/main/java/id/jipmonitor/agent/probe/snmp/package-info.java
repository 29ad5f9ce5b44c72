/** Facts read from devices by SNMP; the only package that knows SNMP4J. */
@NullMarked
package id.jipmonitor.agent.probe.snmp;

import org.jspecify.annotations.NullMarked;
