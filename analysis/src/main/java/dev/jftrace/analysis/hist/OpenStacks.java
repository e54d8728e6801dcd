package dev.jftrace.analysis.hist;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stacks of the tasks as the events tell them, by trace-cmd's rules. A stack is counted when it gets shorter. An event
 * waits for its recorded stack, which comes behind it; without one, it counts on top of the calls that are open.
 */
final class OpenStacks {
    private final ChainCounts counts;
    private final Map<Integer, Deque<Left>> left = new HashMap<>();
    private long lefts;

    /** Null before the first call, and behind lost events. */
    private CallStack current;

    /** With an event on top that may get a stack of its own; null for none. */
    private CallStack pending;

    /** A stack whose task does not run now. */
    private record Left(CallStack stack, long order) {}

    OpenStacks(ChainCounts counts) {
        this.counts = counts;
    }

    /** The function tracer: a function began. */
    void call(int pid, Frame function, Frame caller) {
        switchTo(pid);
        if (!current.isEmpty() && current.top() != caller) {
            counts.add(current, false);
            do {
                current.pop();
            } while (!current.isEmpty() && current.top() != caller);
        }
        if (current.isEmpty()) {
            current.push(caller);
        }
        current.push(function);
    }

    /** The function_graph tracer: a function began. @param depth of it, 0 for the outermost */
    void enter(int pid, Frame function, long depth) {
        leave(pid, depth);
        current.push(function);
    }

    /** The function_graph tracer: a function ended. @param depth of it, 0 for the outermost */
    void leave(int pid, long depth) {
        switchTo(pid);
        if (current.depth() != depth) {
            counts.add(current, false);
            while (current.depth() > depth) {
                current.pop();
            }
        }
    }

    void event(int pid, Frame event) {
        countPending();
        pending = current == null ? new CallStack(pid) : current.copyFor(pid);
        pending.push(event);
    }

    /** A recorded stack: of the event before, or of the function that is innermost. @param callers the outermost first */
    void recorded(int pid, List<Frame> callers) {
        if (pending != null && pending.pid() != pid) {
            pending = null;
            return;
        }
        CallStack interrupted = pending == null ? null : current;
        Frame top = pending == null ? current == null ? null : current.top() : pending.top();
        pending = null;
        if (interrupted != null) {
            leave(interrupted);
        }
        current = new CallStack(pid);
        callers.forEach(current::push);
        if (top != null) {
            current.push(top);
        }
        counts.add(current, true);
        CallStack before = interrupted == null ? null : resumed(pid);
        current = before == null ? current : before;
    }

    /** Events were lost: what is open is not known any more. */
    void lost() {
        if (current != null) {
            counts.add(current, false);
            current = null;
        }
    }

    /** No event will come. */
    void end() {
        lost();
        countPending();
        left.values().stream()
                .flatMap(Deque::stream)
                .sorted(Comparator.comparingLong(Left::order).reversed())
                .forEach(last -> counts.add(last.stack(), false));
        left.clear();
    }

    private void countPending() {
        if (pending != null) {
            counts.add(pending, true);
            pending = null;
        }
    }

    private void switchTo(int pid) {
        if (current == null) {
            current = new CallStack(pid);
        } else if (current.pid() != pid) {
            leave(current);
            CallStack before = resumed(pid);
            current = before == null ? new CallStack(pid) : before;
        }
    }

    private void leave(CallStack stack) {
        left.computeIfAbsent(stack.pid(), pid -> new ArrayDeque<>()).push(new Left(stack, lefts++));
    }

    /** The last that the task left; null for none. */
    private CallStack resumed(int pid) {
        Deque<Left> stacks = left.get(pid);
        return stacks == null || stacks.isEmpty() ? null : stacks.pop().stack();
    }
}
