package dev.jftrace.tracefs;

import java.util.Map;
import java.util.TreeMap;

/** The trace options of an instance: {@code overwrite}, {@code stacktrace}, {@code funcgraph-tail}, ... */
public final class TraceOptions {
    private final Instance instance;

    TraceOptions(Instance instance) {
        this.instance = instance;
    }

    /** All, those of tracers that are not in use among them, with whether they are on. */
    public Map<String, Boolean> all() throws TracefsException {
        Map<String, Boolean> options = new TreeMap<>();
        for (String name : instance.names("options")) {
            options.put(name, isOn(name));
        }
        return options;
    }

    public boolean exists(String option) {
        return option.matches("[A-Za-z0-9_-]+") && file(option).exists();
    }

    public boolean isOn(String option) throws TracefsException {
        return file(option).value().equals("1");
    }

    /** @param word an option's name to switch it on, {@code no} before it to switch it off */
    public void set(String word) throws TracefsException {
        if (exists(word)) {
            set(word, true);
        } else if (word.startsWith("no") && exists(word.substring(2))) {
            set(word.substring(2), false);
        } else {
            instance.file("trace_options").write(word); // the kernel says what is wrong with it
        }
    }

    public void set(String option, boolean on) throws TracefsException {
        file(option).writeAndCheck(on ? "1" : "0");
    }

    private ControlFile file(String option) {
        return instance.file("options/" + option);
    }
}
