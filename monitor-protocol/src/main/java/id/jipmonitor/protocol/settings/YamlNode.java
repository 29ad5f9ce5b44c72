package id.jipmonitor.protocol.settings;

import java.util.List;

/** A YAML document with the line of each part. */
sealed interface YamlNode {
    /** From 1. */
    int line();

    /** What it is, for a message. */
    String kind();

    record Scalar(String text, boolean plain, int line) implements YamlNode {
        boolean empty() {
            return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public String kind() {
            return empty() ? "nothing" : Found.quoted(text);
        }
    }

    record Mapping(List<Entry> entries, int line) implements YamlNode {
        record Entry(String key, int line, YamlNode node) {}

        @Override
        public String kind() {
            return "keys and values";
        }
    }

    record Sequence(List<YamlNode> items, int line) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }
    }
}
