/** The SNMP probe (v2c and v3). */
@NullMarked
package id.jipmonitor.agent.probe.snmp;

import org.jspecify.annotations.NullMarked;
