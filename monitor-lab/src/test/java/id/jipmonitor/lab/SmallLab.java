package id.jipmonitor.lab;

import id.jipmonitor.lab.control.ControlServer;
import id.jipmonitor.lab.network.Enclosure;
import id.jipmonitor.lab.network.NamespaceNetwork;
import java.io.IOException;
import java.nio.file.Path;

/** The inner program of the integration tests: the small network inside an enclosure, until its input ends. */
public final class SmallLab {
    private SmallLab() {}

    public static void main(String[] arguments) throws IOException {
        Lifeline.hold();
        Enclosure.settle();
        LabPlan plan = LabPlan.of(SmallNetwork.inventory());
        try (NamespaceNetwork network = plan.buildNamespaces(7, System::nanoTime);
                Lab lab = Lab.start(plan, network, System::nanoTime)) {
            ControlServer control = ControlServer.open(Path.of(arguments[0]), new LabCommands(lab));
            Lifeline.awaitSignal();
            control.close();
        }
    }
}
