"""The addresses of the front desk."""

from django.urls import path

from officine.frontdesk import dates as dates  # it makes <agenda_date:…> known to the areas below
from officine.frontdesk import factors, joining, lock, mailbox, own_sessions
from officine.frontdesk.agenda.urls import urlpatterns as of_agenda
from officine.frontdesk.disruption.urls import urlpatterns as of_disruptions
from officine.frontdesk.paper.urls import urlpatterns as of_paper
from officine.frontdesk.persons.urls import urlpatterns as of_persons
from officine.frontdesk.phone.urls import urlpatterns as of_phone
from officine.frontdesk.queue.urls import urlpatterns as of_queue
from officine.frontdesk.visit.urls import urlpatterns as of_visits

app_name = "frontdesk"
urlpatterns = [
    path("invito/<str:token>/", joining.invitation, name="invitation"),
    path("accesso/secondo-fattore/", factors.second_factor, name="second_factor"),
    path("accesso/sessioni/", own_sessions.sessions, name="sessions"),
    path("accesso/sessioni/chiusura/", own_sessions.session_end, name="session_end"),
    path("blocco/", lock.lock, name="lock"),
    path("blocco/sblocco/", lock.unlock, name="unlock"),
    path("blocco/presenza/", lock.activity, name="activity"),
    path("blocco/ripresa/", lock.unsent, name="unsent"),
    path("posta/", mailbox.mails, name="mails"),
    path("posta/<str:name>/", mailbox.mail, name="mail"),
    *of_agenda,
    *of_visits,
    *of_queue,
    *of_persons,
    *of_disruptions,
    *of_phone,
    *of_paper,
]
