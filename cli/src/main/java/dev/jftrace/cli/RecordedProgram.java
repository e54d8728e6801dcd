package dev.jftrace.cli;

import dev.jftrace.record.jvm.JvmRecording;
import dev.jftrace.record.jvm.JvmSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The program that {@code record} or {@code live} runs, and what the user must be told about its recording. */
record RecordedProgram(JvmSettings settings, List<String> command, Console console) {

    JvmRecording start(Path beside) throws IOException {
        JvmRecording recording = JvmRecording.start(beside, settings, command);
        ShutdownGate.hold(recording.jvms());
        return recording;
    }

    /** Losses, filters that matched nothing, functions that had to be left alone: never silent. */
    void tellOf(JvmRecording recording) throws IOException {
        for (String line : recording.report().lines()) {
            console.say(line);
        }
    }
}
