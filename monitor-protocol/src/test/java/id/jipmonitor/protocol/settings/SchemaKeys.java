package id.jipmonitor.protocol.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A JSON schema of config/schema, as tests use it. */
public final class SchemaKeys {
    private final JsonNode root;
    private final Set<String> keys = new TreeSet<>();

    /** Reads the schema of that file. */
    public SchemaKeys(Path file) throws IOException {
        root = new ObjectMapper().readTree(file.toFile());
        walk("", root);
    }

    /** Every key that the schema knows, as {@code links[].site} and {@code agents.*.site}. */
    public Set<String> keys() {
        return keys;
    }

    /** What the schema says against a YAML file. */
    public List<String> objections(Path yaml) throws IOException {
        JsonNode document = new ObjectMapper(new YAMLFactory()).readTree(yaml.toFile());
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
        return schema.validate(document).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    /** The keys that readers asked for, in the same form. */
    public static Set<String> asked(Reading reading) {
        return reading.asked().stream().map(SchemaKeys::folded).collect(Collectors.toCollection(TreeSet::new));
    }

    private void walk(String shape, JsonNode given) {
        JsonNode schema = given.has("$ref") ? root.at(given.get("$ref").asText().substring(1)) : given;
        schema.path("properties").properties().forEach(each -> {
            String key = folded(shape.isEmpty() ? each.getKey() : shape + "." + each.getKey());
            if (keys.add(key)) {
                walk(key, each.getValue());
            }
        });
        if (schema.path("additionalProperties").isObject()) {
            walk(shape + ".*", schema.get("additionalProperties"));
        }
        if (schema.has("items")) {
            walk(shape + "[]", schema.get("items"));
        }
    }

    /** Routes nest without end; one level stands for all. */
    private static String folded(String shape) {
        return shape.replaceAll("(\\.routes\\[])+", ".routes[]");
    }
}
