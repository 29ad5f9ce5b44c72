/** The store on InfluxDB, by its v1 write and query API. */
@NullMarked
package id.jipmonitor.server.store.influx;

import org.jspecify.annotations.NullMarked;
