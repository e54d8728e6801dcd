package dev.jftrace.cli;

import dev.jftrace.analysis.profile.ProfileHook;
import java.util.ArrayList;
import java.util.List;

/** The options that say what a profile is made of, of {@code profile} and of {@code record --profile}. */
final class RecordedProfile {
    private final String command;
    private final List<String> hooks = new ArrayList<>();
    private final List<String> report = new ArrayList<>(List.of("--profile"));
    private boolean wanted;
    private boolean onlyGiven;
    private String meant;

    RecordedProfile(String command) {
        this.command = command;
    }

    void addTo(OptionTable table) {
        table.flag('S', null, "only the events that are named, not those of a profile", v -> onlyGiven = means("-S"))
                .flag('G', null, "interrupts count for their CPU", value -> {
                    means("-G");
                    report.add("-G");
                })
                .value('H', null, "HOOK", "EVENT,FIELD[,PID]/EVENT,FIELD[,FLAGS] is a pair", this::hook)
                .flag("by-comm", "tasks of one name count as one", value -> {
                    means("--by-comm");
                    report.add("--by-comm");
                });
    }

    private boolean means(String option) {
        meant = option;
        return true;
    }

    private void hook(String text) throws UsageException {
        try {
            ProfileHook.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(command + ": -H " + text + ": " + e.getMessage());
        }
        means("-H");
        hooks.add(text);
    }

    void want() {
        wanted = true;
    }

    /** @throws UsageException if an option of a profile was given, and no profile is wanted */
    void check() throws UsageException {
        if (!wanted && meant != null) {
            throw new UsageException(command + ": " + meant + " is about a profile: --profile is missing");
        }
    }

    boolean isWanted() {
        return wanted;
    }

    /** Has the kernel trace it. */
    void addTo(KernelOptions kernel) {
        if (!onlyGiven) {
            kernel.addProfile();
        }
        for (String hook : hooks) {
            ProfileHook pair = ProfileHook.parse(hook);
            kernel.profile(eventOf(pair.start()), pair.stacks());
            kernel.profile(eventOf(pair.end()), pair.stacks());
        }
    }

    private static String eventOf(ProfileHook.End end) {
        return end.system() == null ? end.event() : end.system() + ":" + end.event();
    }

    /** As they were given: the file keeps them for who reports it. */
    List<String> hooks() {
        return hooks;
    }

    /** What a report of it is to be asked for. */
    List<String> report() {
        return report;
    }
}
