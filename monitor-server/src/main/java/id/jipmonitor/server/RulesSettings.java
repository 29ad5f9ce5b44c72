package id.jipmonitor.server;

import id.jipmonitor.server.alert.Rule;
import id.jipmonitor.server.notify.plan.Receiver;
import id.jipmonitor.server.notify.plan.Route;
import java.util.Map;

/**
 * Everything that rules.yaml says, checked.
 *
 * @param rules one for each condition
 * @param route root of the routing tree
 * @param receivers by name; every receiver that a route names is here
 */
public record RulesSettings(Map<Rule.Condition, Rule> rules, Route route, Map<String, Receiver> receivers) {
    public RulesSettings {
        rules = Map.copyOf(rules);
        receivers = Map.copyOf(receivers);
    }
}
