package id.jipmonitor.lab.demo;

import id.jipmonitor.lab.demo.Found.IncidentFound;
import java.util.List;
import java.util.Map;

/** What the server shows while the demo runs. */
public interface Monitor {
    /** How many links are in each state. */
    Map<String, Integer> states();

    /** Every incident so far. */
    List<IncidentFound> incidents();
}
