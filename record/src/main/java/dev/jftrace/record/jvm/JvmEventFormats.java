package dev.jftrace.record.jvm;

import dev.jftrace.record.jfr.JvmEventType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files of the event formats of a JVM's buffer, as tracefs has them below {@code events}. */
public final class JvmEventFormats {
    private JvmEventFormats() {}

    /** @return null if there is no such file */
    public static String read(String name) {
        return files().get(name);
    }

    /** Names in a folder, those of folders with a slash behind them; none if there is no such folder. */
    public static List<String> names(String folder) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        TreeSet<String> names = new TreeSet<>();
        for (String file : files().keySet()) {
            if (file.startsWith(prefix)) {
                int slash = file.indexOf('/', prefix.length());
                names.add(file.substring(prefix.length(), slash < 0 ? file.length() : slash + 1));
            }
        }
        return List.copyOf(names);
    }

    private static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        files.put("events/header_page", text(JvmFormats.headerPage()));
        files.put("events/header_event", text(JvmFormats.headerEvent()));
        for (byte[] format : JvmFormats.ftraceFormats(true)) {
            add(files, "events/ftrace/", text(format));
        }
        for (JvmEventType type : JvmEventType.values()) {
            add(files, "events/" + JvmEventType.SYSTEM + "/", type.format());
        }
        return files;
    }

    private static void add(Map<String, String> files, String system, String format) {
        String name = format.substring("name: ".length(), format.indexOf('\n'));
        int id = format.indexOf("\nID: ") + "\nID: ".length();
        files.put(system + name + "/format", format);
        files.put(system + name + "/id", format.substring(id, format.indexOf('\n', id) + 1));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
