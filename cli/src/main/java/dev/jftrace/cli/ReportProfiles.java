package dev.jftrace.cli;

import dev.jftrace.analysis.profile.Profile;
import dev.jftrace.analysis.profile.ProfileHook;
import dev.jftrace.analysis.profile.ProfileOptions;
import dev.jftrace.analysis.report.plugin.PluginOptions;
import dev.jftrace.dat.TraceFile;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import dev.jftrace.event.filter.EventTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A profile of each buffer. */
final class ReportProfiles {
    private final List<EventStream.Source> sources;
    private final List<Profile> profiles = new ArrayList<>();
    private int printed;

    /** @param traces those that the buffers are of */
    ReportProfiles(ReportWords words, List<EventStream.Source> sources, List<ReportTrace> traces, Console console) {
        this.sources = sources;
        for (EventStream.Source source : sources) {
            TraceFile file = traces.stream()
                    .map(ReportTrace::file)
                    .filter(trace -> trace.catalog() == source.catalog())
                    .findFirst()
                    .orElseThrow();
            profiles.add(new Profile(source.catalog(), options(words, file)));
        }
        if (!words.isQuiet()) {
            traces.forEach(trace -> tellMissing(words.hooks(), trace.file(), console));
        }
    }

    private static void tellMissing(List<ProfileHook> hooks, TraceFile file, Console console) {
        for (ProfileHook hook : hooks) {
            ProfileHook.End missing = hook.missing(file.catalog());
            if (missing != null) {
                console.say(file.name() + ": no event and field " + missing + " for -H");
            }
        }
    }

    /** Hooks that the recorder was given are kept in the file. */
    private static ProfileOptions options(ReportWords words, TraceFile file) {
        List<ProfileHook> hooks = new ArrayList<>(words.hooks());
        for (TraceOption option : file.options()) {
            if (option instanceof TraceOption.Hook hook) {
                try {
                    hooks.add(ProfileHook.parse(hook.text()));
                } catch (IllegalArgumentException notOne) {
                    continue;
                }
            }
        }
        return new ProfileOptions(
                hooks,
                words.countsInterruptsForCpus(),
                words.mergesComms(),
                machine(file),
                words.options().pluginOptions().isSet(PluginOptions.COMPAT));
    }

    /** What {@code uname -m} told there: the last word. */
    private static String machine(TraceFile file) {
        String machine = file.option(TraceOption.Uname.class)
                .map(TraceOption.Uname::text)
                .orElse("")
                .strip();
        return machine.substring(machine.lastIndexOf(' ') + 1);
    }

    void addAll(EventStream stream, EventTest selection) throws IOException {
        TraceEvent event = stream.next();
        while (event != null) {
            if (selection.test(event)) {
                profiles.get(event.bufferIndex()).add(event);
            }
            event = stream.next();
        }
    }

    /** Appends the next profile; false at the end. */
    boolean next(TextBuffer out) {
        if (printed == profiles.size()) {
            return false;
        }
        if (profiles.size() > 1) {
            out.append("# ").append(sources.get(printed).name()).append('\n');
        }
        profiles.get(printed++).append(out);
        return true;
    }
}
