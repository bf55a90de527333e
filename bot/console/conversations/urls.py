"""The addresses of the conversations room. "/" leads here whoever reviews."""

from __future__ import annotations

from django.urls import path

from bot.console.conversations import keeping, masking, views

urlpatterns = [
    path("conversations", views.queue, name="queue"),
    path("conversations/next", views.next_to_review, name="next-to-review"),
    path("conversations/<int:number>", views.transcript, name="transcript"),
    path("conversations/<int:number>/reveal", views.reveal, name="reveal"),
    path("conversations/<int:number>/hold", keeping.hold, name="hold"),
    path("conversations/<int:number>/lift-hold", keeping.lift_hold, name="lift-hold"),
    path("conversations/<int:number>/delete", keeping.delete, name="delete-conversation"),
    path("conversations/<int:number>/messages/<int:turn_number>/mask", masking.mask_turn, name="mask"),
]
