package dev.jftrace.tracefs.hazard;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of {@code hazards.txt}. */
final class HazardTable {
    private static final String FILE = "hazards.txt";

    private HazardTable() {}

    static List<Hazard> read() throws IOException {
        try (InputStream in = HazardTable.class.getResourceAsStream(FILE)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Stanzas between empty lines: the id alone, then "field: text"; a line that begins with a space goes on with the one above. */
    static List<Hazard> parse(String text) throws IOException {
        List<Hazard> rows = new ArrayList<>();
        Map<String, String> fields = null;
        String last = null;
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            int colon = line.indexOf(": ");
            if (line.startsWith("#")) {
                continue;
            } else if (line.isBlank()) {
                fields = null;
            } else if (fields == null) {
                fields = new LinkedHashMap<>();
                rows.add(new Hazard(line.strip(), fields));
            } else if (line.startsWith(" ") && last != null) {
                fields.merge(last, line.strip(), (above, more) -> above + " " + more);
            } else if (colon > 0 && Hazard.POSSIBLE.contains(line.substring(0, colon))) {
                last = line.substring(0, colon);
                fields.put(last, line.substring(colon + 2).strip());
            } else {
                throw new IOException(FILE + ": line " + number + ": no field of a hazard: '" + line + "'");
            }
        }
        return rows;
    }
}
