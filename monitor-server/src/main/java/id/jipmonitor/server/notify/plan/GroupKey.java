package id.jipmonitor.server.notify.plan;

/**
 * What makes incidents companions in one message.
 *
 * @param route position in the tree, for instance {@code 0.2}; the root is the empty text
 * @param values of the route's {@code group_by} labels, in its order, written {@code label=value}
 */
public record GroupKey(String receiver, String route, String values) {
    @Override
    public String toString() {
        return receiver + "/" + route + "/" + values;
    }
}
