package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.FunctionCommands;
import dev.jftrace.agent.hook.GatedHook;
import dev.jftrace.agent.hook.TracedMethod;
import dev.jftrace.agent.hook.TracingMode;
import dev.jftrace.ring.AgentValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;

/** Turns what a filter decided about the methods of a class into the hooks that each of them gets. */
final class HookPlans {
    private final ClassReader reader;
    private final ClassMethods methods;
    private final FunctionFilter filter;
    private final TracingMode mode;
    private final ClassLoader loader;
    private final Map<String, String> refused = new LinkedHashMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private Map<String, List<Parameter>> parameters = Map.of();

    /** Null before a condition asks. */
    private FieldTypes fields;

    /** @param mode which hooks record calls */
    HookPlans(ClassReader reader, ClassMethods methods, FunctionFilter filter, TracingMode mode, ClassLoader loader) {
        this.reader = reader;
        this.methods = methods;
        this.filter = filter;
        this.mode = mode;
        this.loader = loader;
    }

    /**
     * @param reserveIds gives the first of so many new ids
     * @return in the order of the class file
     */
    List<HookPlan> make(ClassOrigin origin, DroppedMethods dropped, IntUnaryOperator reserveIds) {
        List<ClassMethods.Method> chosen = new ArrayList<>();
        List<FunctionFilter.Choice> choices = new ArrayList<>();
        for (ClassMethods.Method method : methods.withCode()) {
            FunctionFilter.Choice choice = filter.choose(method, origin);
            if (choice != null && (dropped.isEmpty() || !dropped.contain(methods.className(), method.key()))) {
                chosen.add(method);
                choices.add(choice);
            }
        }
        readParameters(chosen, choices);
        List<HookPlan> plans = new ArrayList<>(chosen.size());
        int id = chosen.isEmpty() ? 0 : reserveIds.applyAsInt(chosen.size());
        for (int i = 0; i < chosen.size(); i++) {
            HookPlan plan = plan(chosen.get(i), choices.get(i), id++);
            if (plan != null) {
                plans.add(plan);
            }
        }
        return plans;
    }

    private void readParameters(List<ClassMethods.Method> chosen, List<FunctionFilter.Choice> choices) {
        Set<String> detailed = new HashSet<>();
        for (int i = 0; i < chosen.size(); i++) {
            FunctionFilter.Choice choice = choices.get(i);
            if (choice.condition() != null || !choice.values().isEmpty()) {
                detailed.add(chosen.get(i).key());
            }
        }
        if (!detailed.isEmpty()) {
            parameters = Parameters.of(reader, detailed);
        }
    }

    /** Names of methods whose condition does not fit them, and why. */
    Map<String, String> refused() {
        return refused;
    }

    /** What was asked of methods that they do not have; they are traced without it. */
    List<String> mistakes() {
        return mistakes;
    }

    private void check(ClassMethods.Method method, FunctionFilter.Choice choice) {
        for (ValueRule rule : choice.values()) {
            String unknown = rule.unknown(parameters.get(method.key()));
            if (unknown != null) {
                StringBuilder names = new StringBuilder();
                for (Parameter parameter : parameters.get(method.key())) {
                    names.append(names.length() == 0 ? "" : ", ").append(parameter.name());
                }
                mistakes.add(methods.name(method) + " has no parameter " + unknown + ": it has "
                        + (names.length() == 0 ? "none" : names));
            }
        }
    }

    private HookPlan plan(ClassMethods.Method method, FunctionFilter.Choice choice, int id) {
        ConditionCode condition = null;
        if (choice.condition() != null) {
            try {
                fields = fields == null ? new FieldTypes(reader, loader) : fields;
                condition = ConditionCode.of(choice.condition(), parameters.get(method.key()), fields);
            } catch (FilterSyntaxException e) {
                refused.put(methods.name(method), "its condition: " + e.getMessage());
                return null;
            }
        }
        int gate = gate(choice);
        if ((gate != 0 || condition != null) && id > GatedHook.MAX_ID) {
            refused.put(methods.name(method), "no number is left for functions with conditions");
            return null;
        }
        check(method, choice);
        List<HookPlan.Value> arguments = arguments(method, choice);
        HookPlan.Value result = result(method, choice);
        if (!choice.commands().isEmpty()) {
            FunctionCommands.add(id, filter.commands(choice.commands()));
        }
        return new HookPlan(
                traced(method, id, arguments, result), method.code(), gate, mode, condition, arguments, result);
    }

    private int gate(FunctionFilter.Choice choice) {
        return (filter.hasGraphFunctions() ? HookPlan.GATED : 0)
                | (choice.isRecorded() ? 0 : GatedHook.UNRECORDED)
                | (choice.begins() ? GatedHook.BEGINS : 0)
                | (choice.silences() ? GatedHook.SILENCES : 0)
                | (choice.commands().isEmpty() ? 0 : GatedHook.COMMAND);
    }

    private TracedMethod traced(
            ClassMethods.Method method, int id, List<HookPlan.Value> arguments, HookPlan.Value result) {
        TracedMethod traced = new TracedMethod(
                id, methods.name(method), methods.className(), method.methodName(), method.descriptor());
        if (arguments.isEmpty() && result == null) {
            return traced;
        }
        StringBuilder names = new StringBuilder();
        for (HookPlan.Value argument : arguments) {
            for (Parameter parameter : parameters.get(method.key())) {
                if (parameter.number() == argument.index()) {
                    names.append(names.length() == 0 ? "" : ",").append(parameter.name());
                }
            }
        }
        return traced.withValues(names.toString(), result != null);
    }

    private List<HookPlan.Value> arguments(ClassMethods.Method method, FunctionFilter.Choice choice) {
        if (choice.values().isEmpty() || !choice.isRecorded() || !mode.tellsOfExits()) {
            return List.of();
        }
        List<HookPlan.Value> values = new ArrayList<>();
        for (Parameter parameter : parameters.get(method.key())) {
            boolean wanted = false;
            boolean text = false;
            for (ValueRule rule : choice.values()) {
                boolean isThis = parameter.number() == AgentValue.THIS;
                wanted |= isThis ? rule.wantsThis() : rule.wants(parameter.number(), parameter.name());
                text |= isThis ? rule.wantsThisAsText() : rule.wantsText(parameter.number(), parameter.name());
            }
            if (wanted && parameter.number() < AgentValue.RESULT) {
                values.add(new HookPlan.Value(parameter.type(), parameter.slot(), parameter.number(), text));
            }
        }
        return values;
    }

    private HookPlan.Value result(ClassMethods.Method method, FunctionFilter.Choice choice) {
        if (choice.values().isEmpty()) {
            return null;
        }
        Type type = Type.getReturnType(method.descriptor());
        boolean wanted = false;
        boolean text = false;
        for (ValueRule rule : choice.values()) {
            wanted |= rule.wantsResult();
            text |= rule.wantsResultAsText();
        }
        return wanted && choice.isRecorded() && mode.tellsOfExits() && type.getSort() != Type.VOID
                ? new HookPlan.Value(type, 0, AgentValue.RESULT, text)
                : null;
    }

    static String commandName(FunctionRule rule) {
        return rule.command().name().toLowerCase(Locale.ROOT);
    }
}
