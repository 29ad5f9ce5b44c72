package id.jipmonitor.server.incident;

/** The fake keeps the contract. */
class MemoryIncidentLogTest extends IncidentLogContract {
    @Override
    IncidentLog log() {
        return new MemoryIncidentLog();
    }
}
