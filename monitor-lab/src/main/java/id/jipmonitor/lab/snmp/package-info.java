/** Simulated CPEs: SNMP v2c agents that answer from recorded walks or from a counter model. */
@NullMarked
package id.jipmonitor.lab.snmp;

import org.jspecify.annotations.NullMarked;
