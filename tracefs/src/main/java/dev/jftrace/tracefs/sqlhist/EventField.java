package dev.jftrace.tracefs.sqlhist;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field of an event, as its {@code format} file has it.
 *
 * @param type without the length of an array
 * @param length what stands in the brackets of an array, "" of one of any length; null if it is none
 * @param size bytes
 */
record EventField(String name, String type, String length, int size, boolean signed) {
    private static final Pattern LINE = Pattern.compile(
            "\\s*field:(?<type>.*?)\\s*\\b(?<name>\\w+)(?:\\[(?<length>[^]]*)])?;\\s*offset:\\d+;\\s*size:(?<size>\\d{1,6});"
                    + "(?:\\s*signed:(?<signed>[01]);)?.*");
    /** Types of which a synthetic event can have fields (kernel/trace/trace_events_synth.c). */
    private static final Set<String> SYNTHETIC = Set.of(
            "s64",
            "u64",
            "s32",
            "u32",
            "s16",
            "u16",
            "s8",
            "u8",
            "char",
            "unsigned char",
            "int",
            "unsigned int",
            "long",
            "unsigned long",
            "bool",
            "pid_t",
            "gfp_t");

    static Map<String, EventField> of(String format) {
        Map<String, EventField> fields = new LinkedHashMap<>();
        for (String line : format.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                String type = matcher.group("type");
                boolean dynamic = type.startsWith("__data_loc ") || type.startsWith("__rel_loc ");
                fields.put(
                        matcher.group("name"),
                        new EventField(
                                matcher.group("name"),
                                dynamic ? type.substring(type.indexOf(' ') + 1).replace("[]", "") : type,
                                dynamic ? "" : matcher.group("length"),
                                Integer.parseInt(matcher.group("size")),
                                "1".equals(matcher.group("signed"))));
            }
        }
        return fields;
    }

    boolean isString() {
        return length != null && type.strip().equals("char");
    }

    /** How a synthetic event that has it declares it. */
    String declared(String as) {
        if (isString()) {
            return "char " + as + "[" + (length.matches("\\d+") ? length : "") + "]";
        }
        return (SYNTHETIC.contains(type) ? type : (signed ? "s" : "u") + size * Byte.SIZE) + " " + as;
    }
}
