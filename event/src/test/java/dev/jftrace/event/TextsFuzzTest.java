package dev.jftrace.event;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** The texts that a trace carries beside its formats. */
class TextsFuzzTest {
    @FuzzTest
    void shouldReadWhateverTheSymbolsAre(byte[] kallsyms) {
        FunctionMap functions = FunctionMap.parse(kallsyms);
        for (int i = 0; i < functions.size(); i++) {
            functions.addressOf(functions.name(i));
            functions.module(i);
            functions.find(functions.address(i));
        }
    }

    @FuzzTest
    void shouldReadWhateverTheSavedCmdlinesAre(byte[] savedCmdlines) {
        TaskNames tasks = TaskNames.parse(savedCmdlines);
        for (int pid = -1; pid < 100; pid++) {
            tasks.pidsOf(tasks.comm(pid));
        }
    }

    @FuzzTest
    void shouldReadWhateverThePrintkFormatsAre(byte[] text) {
        PrintkFormats formats = PrintkFormats.parse(text);
        for (long address : formats.addresses()) {
            formats.find(address);
        }
    }
}
