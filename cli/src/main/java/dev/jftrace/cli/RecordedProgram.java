package dev.jftrace.cli;

import dev.jftrace.record.Recording;
import dev.jftrace.record.StopRequest;
import dev.jftrace.record.attach.AttachedRecording;
import dev.jftrace.record.attach.RunningJvm;
import dev.jftrace.record.io.Program;
import dev.jftrace.record.jvm.JvmRecording;
import dev.jftrace.record.jvm.JvmSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The Java program that {@code live} shows, and what the user must be told about its recording.
 *
 * @param target a JVM that runs already; null for the one that the command starts
 * @param command may be empty where there is a target
 */
record RecordedProgram(JvmSettings settings, RunningJvm target, List<String> command, Console console) {

    Recording start(Path beside) throws IOException, InterruptedException {
        StopRequest stop = new StopRequest();
        ShutdownGate.hold(stop);
        JvmRecording jvms = target == null
                ? JvmRecording.prepare(beside, settings)
                : AttachedRecording.begin(beside, settings, target);
        Recording recording = new Recording(null, jvms, stop);
        recording.tellEarly(console::say);
        try {
            if (command.isEmpty()) {
                recording.start(List.of());
            } else {
                recording.start(Program.of(command), false);
            }
            return recording;
        } catch (IOException | InterruptedException e) {
            recording.close();
            throw e;
        }
    }

    /** Losses, filters that matched nothing, functions that had to be left alone: never silent. */
    void tellOf(Recording recording) throws IOException {
        for (String line : recording.report()) {
            console.say(line);
        }
    }
}
